/** Told to whoever started the example, as it is and without a stack. */
export class Complaint extends Error {
  override readonly name = "Complaint";
}

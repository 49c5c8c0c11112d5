/** The height of the live calls while their code is on its way: nothing moves when it comes. */
export function LiveCallsRoom({ count }: { count: number }) {
  return (
    <div aria-hidden="true" className="border-t border-line px-8 pt-3 pb-2 max-sm:px-4">
      <div className="h-6" />
      {Array.from({ length: Math.min(count, 8) }, (_, index) => (
        <div key={index} className="h-11 border-t border-line max-sm:h-14" />
      ))}
    </div>
  );
}

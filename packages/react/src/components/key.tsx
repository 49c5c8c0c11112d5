/** A key of the keyboard, as it is printed on it. */
export function Key({ name }: { name: string }) {
  return (
    <kbd className="min-w-6 rounded-control border border-line-strong px-1.5 text-center font-sans text-meta leading-5">
      {name}
    </kbd>
  );
}

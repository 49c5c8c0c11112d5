/** Bars of a course in one line of text: its shape, not its values. The numbers stand beside it. */
export function Sparkline({ values, className }: { values: readonly number[]; className?: string }) {
  const most = Math.max(...values, 1e-6);
  return (
    <svg
      viewBox={`0 0 ${values.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={className}
      aria-hidden="true"
    >
      {values.map((value, index) => {
        const height = value <= 0 ? 0 : Math.max(1, (value / most) * HEIGHT);
        return (
          <rect
            key={index}
            x={index * STEP}
            y={HEIGHT - height}
            width={STEP - 2}
            height={height}
            className="fill-ink-3"
          />
        );
      })}
    </svg>
  );
}

const STEP = 8;
const HEIGHT = 24;

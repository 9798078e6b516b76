import type { Lesson } from "../lesson.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

/** Lets the least useful lessons go, by value and age, until the memory is within its capacity. */
export function prune(upkeep: BorderUpkeep): void {
  const { lessons } = upkeep;
  const excess = lessons.length - upkeep.place.settings.capacity;
  if (excess <= 0) return;
  const worth = lessons.map((lesson) => ({ lesson, worth: worthOf(lesson, upkeep.ageOf(lesson)) }));
  worth.sort((a, b) => a.worth - b.worth || (a.lesson.id < b.lesson.id ? -1 : 1));
  upkeep.add(
    worth.slice(0, excess).map(
      ({ lesson }) =>
        ({
          type: "state",
          lesson: lesson.id,
          from: lesson.state,
          to: "retired",
          reason: "least useful of a full memory",
        }) as const,
    ),
  );
}

function worthOf({ level, value, support, state }: Lesson, age: number): number {
  const known = Math.min(0.2, 0.02 * support.for);
  // quarantined lessons are kept a while, to know their copies by
  const held = state === "quarantined" ? 0.2 : 0;
  return (
    LEVEL_WORTH[level] + value.mean + 0.5 * value.deviation + known + held + 0.3 * 0.5 ** (age / HALF_LIFE)
  );
}

const LEVEL_WORTH = { episode: 0, pattern: 0.3, insight: 0.6 } as const;
/** Epochs in which a lesson's youth loses half its worth. */
const HALF_LIFE = 4;

/** Pixels beyond the window's edge from which on something counts as in sight: it is drawn before it is scrolled to. */
const AHEAD = "100px";

/** Tells whenever an element comes into sight or leaves it; of an element that is gone, nothing stays. */
export function watchSight(element: Element, tell: (isInSight: boolean) => void): void {
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting === true), {
    rootMargin: AHEAD,
  });
  observer.observe(element);
}

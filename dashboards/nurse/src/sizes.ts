/** Measures the one element that asks for it, as often as its size changes. */
export class Sizes {
  private watched: Element | null = null;
  private readonly observer: ResizeObserver;

  constructor(tell: (size: { width: number; height: number }) => void) {
    this.observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      tell({ width, height });
    });
  }

  /** Another element, or none, instead of the one before. */
  watch(element: Element | null): void {
    if (element !== this.watched) {
      this.observer.disconnect();
      this.watched = element;
      if (element !== null) {
        this.observer.observe(element);
      }
    }
  }
}

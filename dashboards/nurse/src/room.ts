/** The room page: one tile for each chair, in the chairs' own order, as large as the screen allows. */
import type { Acts } from "./acts.ts";
import { chairsInOrder, type State } from "./state.ts";
import { tile } from "./tile.ts";
import { h, type Tag } from "./view.ts";

/** The space that a tile's content needs, and below which width it makes do with less: as in tile.css. */
const NEEDS = { narrowBelow: 320, narrow: 246, wide: 290, height: 192 };

export function room(state: State, now: number, acts: Acts): Tag {
  const chairs = chairsInOrder(state);
  const { width, height } = state.desk.tiles;
  const { columns, rows } = arrangement(chairs.length, width, height);
  return h(
    "div",
    { key: "tiles", class: "tiles", vars: { "--columns": String(columns), "--rows": String(rows) } },
    ...chairs.map((chair) => tile(state, chair, now, acts)),
  );
}

/** The columns and rows that make so many tiles largest in a place of this size. */
export function arrangement(tiles: number, width: number, height: number): { columns: number; rows: number } {
  let best = { columns: 1, rows: Math.max(1, tiles), size: -1 };
  for (let columns = 1; columns <= tiles; columns++) {
    const rows = Math.ceil(tiles / columns);
    const size = scale(width / columns, height / rows);
    if (size > best.size) {
      best = { columns, rows, size };
    }
  }
  return { columns: best.columns, rows: best.rows };
}

function scale(width: number, height: number): number {
  const needed = width <= NEEDS.narrowBelow ? NEEDS.narrow : NEEDS.wide;
  return Math.min(width / needed, height / NEEDS.height);
}

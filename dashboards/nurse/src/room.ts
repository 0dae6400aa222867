/** The room page: one tile for each chair, in the chairs' own order, as large as the screen allows. */
import type { Acts } from "./acts.ts";
import { chairsInOrder, type State } from "./state.ts";
import { tile } from "./tile.ts";
import { h, type Tag } from "./view.ts";

/** The units that a tile's content needs; a tile narrower than so many pixels makes do with less: as in tile.css. */
const NEEDS = { narrowBelow: 320, narrow: 246, wide: 290, height: 192 };
/** A tile lower than this leaves out its third small number. */
const FLAT_BELOW = 165;
const GAP = 8;

export interface Place {
  width: number;
  height: number;
}

export function room(state: State, now: number, acts: Acts): Tag {
  return grid(state.desk.tiles, chairsInOrder(state).map((chair) => tile(state, chair, now, acts)));
}

/** The tiles, sharing a place of this size. */
export function grid(place: Place, tiles: Tag[]): Tag {
  const { columns, rows } = arrangement(tiles.length, place);
  const each = share(place, columns, rows);
  return h(
    "div",
    {
      key: "tiles",
      class: `tiles ${look(each)}`,
      vars: { "--columns": String(columns), "--rows": String(rows), "--u": `${unit(each).toFixed(3)}px` },
    },
    ...tiles,
  );
}

/** The columns and rows that make so many tiles largest in a place of this size. */
export function arrangement(tiles: number, place: Place): { columns: number; rows: number } {
  let best = { columns: 1, rows: Math.max(1, tiles), size: -1 };
  for (let columns = 1; columns <= tiles; columns++) {
    const rows = Math.ceil(tiles / columns);
    const size = unit(share(place, columns, rows));
    if (size > best.size) {
      best = { columns, rows, size };
    }
  }
  return { columns: best.columns, rows: best.rows };
}

function share({ width, height }: Place, columns: number, rows: number): Place {
  return {
    width: Math.max(0, (width - GAP * (columns - 1)) / columns),
    height: Math.max(0, (height - GAP * (rows - 1)) / rows),
  };
}

/** How many pixels one unit of a tile's content may have. */
function unit({ width, height }: Place): number {
  const needed = width <= NEEDS.narrowBelow ? NEEDS.narrow : NEEDS.wide;
  return Math.min(width / needed, height / NEEDS.height);
}

function look({ width, height }: Place): string {
  return `${width <= NEEDS.narrowBelow ? "narrow" : ""} ${height <= FLAT_BELOW ? "flat" : ""}`;
}

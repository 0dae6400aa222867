/** The room page: one tile for each chair, in the chairs' own order, as large as the screen allows. */
import type { Acts } from "./acts.ts";
import { chosenChairs } from "./nurses.ts";
import type { State } from "./state.ts";
import { tile } from "./tile.ts";
import { h, type Tag } from "./view.ts";

/** The units that a tile's content needs; a tile narrower than so many pixels makes do with less: as in tile.css. */
const NEEDS = { narrowBelow: 320, narrow: 246, wide: 290, height: 192 };
/** A tile lower than this leaves out its third small number. */
const FLAT_BELOW = 165;
const GAP = 8;
/** In the hand: how wide a tile is at least, and its height as a share of its width. */
const LEAST_IN_HAND = 330;
const HAND_SHAPE = 0.6;

export interface Place {
  width: number;
  height: number;
}

export function room(state: State, now: number, acts: Acts): Tag {
  const tiles = chosenChairs(state).map((chair) => tile(state, chair, now, acts));
  return state.desk.handy ? list(state.desk.tiles, tiles) : grid(state.desk.tiles, tiles);
}

/** In the hand the tiles have a size of their own, and the page scrolls. */
function list({ width }: Place, tiles: Tag[]): Tag {
  const columns = Math.max(1, Math.floor(width / LEAST_IN_HAND));
  const one = share({ width, height: 0 }, columns, 1).width;
  return arranged({ width: one, height: Math.round(one * HAND_SHAPE) }, columns, tiles.length, tiles);
}

/** The tiles, sharing a place of this size. */
export function grid(place: Place, tiles: Tag[]): Tag {
  const { columns, rows } = arrangement(tiles.length, place);
  return arranged(share(place, columns, rows), columns, rows, tiles);
}

function arranged(each: Place, columns: number, rows: number, tiles: Tag[]): Tag {
  return h(
    "div",
    {
      key: "tiles",
      class: `tiles ${look(each)}`,
      vars: {
        "--columns": String(columns),
        "--rows": String(rows),
        "--each": String(each.height),
        "--u": `${unit(each).toFixed(3)}px`,
      },
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

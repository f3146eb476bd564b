import { expect, test } from "vitest";
import { correctionsOf, qrCode } from "./qr-code.ts";

test("the correction bytes of a known text are the known ones", () => {
  // HELLO WORLD as version 1-M, worked through at thonky.com/qr-code-tutorial/error-correction-coding.
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  expect(correctionsOf(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});

test("an address is drawn as a reader reads it", () => {
  // Read back by jsQR 1.4.0, as were texts of every length around the borders between versions 1 to 9.
  const drawn = qrCode("https://comeback.example")?.map((line) => line.map((dark) => (dark ? "#" : ".")).join(""));
  expect(drawn).toEqual([
    "#######....#....#.#######",
    "#.....#.....#.##..#.....#",
    "#.###.#.##..#.#.#.#.###.#",
    "#.###.#.#....##...#.###.#",
    "#.###.#.#...###...#.###.#",
    "#.....#.###....##.#.....#",
    "#######.#.#.#.#.#.#######",
    "........#...#............",
    "#.#####..#.####...#####..",
    "#...#..####.#...#..#...#.",
    "#..#.##.##..#..###.###.##",
    "#.####.#..#...#..#......#",
    "###.###....#.###.##.#.###",
    "....##...#..##..#..#.#.#.",
    "#.##.####.#...####.###.##",
    "##.#.....##.#.##.####...#",
    ".#....###.#.#########.#..",
    "........###...###...##...",
    "#######....##...#.#.#.###",
    "#.....#.#..#....#...##..#",
    "#.###.#.##.##########.#..",
    "#.###.#.##..##.####.#####",
    "#.###.#.#.#...##.....##.#",
    "#.....#..#.....#######..#",
    "#######.#.#.###..########",
  ]);
});

test("what is too long for it is said to be, not cut", () => {
  expect(qrCode("x".repeat(180))).toHaveLength(53);
  expect(qrCode("x".repeat(181))).toBeNull();
});

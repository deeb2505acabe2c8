// The tables by which the program answers, as `qiongyuan routes` prints them.
import { json } from '../platform.mjs';

const printed = await json(['routes']);

export const routes = printed.functions.map((row) => ({
  ...row,
  name: row.function,
  dangerous: row.needs.includes('recent'),
  // A bearer token has no session, and proves nothing anew.
  in_browser: row.needs.includes('session') || row.needs.includes('recent'),
}));
export const route_of = (name) => routes.find((route) => route.name === name);
export const paths = printed.paths;

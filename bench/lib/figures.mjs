// Figures out of measurements.
import fs from 'node:fs';
import os from 'node:os';

/** The middle one, or the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Rounds of {ours, peer}, measured one right after the other: the ratio is the median of the rounds' own ratios. */
export function paired(rounds) {
  return {
    ours: median(rounds.map((round) => round.ours)),
    peer: median(rounds.map((round) => round.peer)),
    ratio: median(rounds.map((round) => round.ours / round.peer)),
    more: { ratios: rounds.map((round) => rounded(round.ours / round.peer)) },
  };
}

/** Four significant digits, as a number. */
export const rounded = (value) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : value);

/** How busy the machine was in the last minute: processes that ran or waited to. */
export const load = () => rounded(os.loadavg()[0]);

export function machine() {
  const release = /^PRETTY_NAME="(.*)"$/m.exec(fs.readFileSync('/etc/os-release', 'utf8'));
  return {
    cpu: os.cpus()[0].model,
    cpus: os.cpus().length,
    memory_gb: Math.round(os.totalmem() / 2 ** 30),
    system: release ? release[1] : os.type(),
    kernel: os.release(),
  };
}

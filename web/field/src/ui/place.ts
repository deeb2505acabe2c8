// About where somebody is: two decimals are a kilometre, which is enough and tells no address.
const patienceMs = 10_000;
const oldMs = 10 * 60_000;

export function roughly(degrees: number): string {
  return degrees.toFixed(2);
}

/** "19.98" and "110.35"; null when the phone does not tell. */
export function roughPosition(): Promise<[string, string] | null> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([roughly(coords.latitude), roughly(coords.longitude)]),
      () => resolve(null),
      { enableHighAccuracy: false, timeout: patienceMs, maximumAge: oldMs },
    );
  });
}

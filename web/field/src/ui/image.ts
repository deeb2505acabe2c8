/** The picture in a file, to be drawn. Throws when it is none. */
export function imageIn(file: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(file);
  const image = new Image();
  const loaded = new Promise<HTMLImageElement>((done, failed) => {
    image.onload = () => done(image);
    image.onerror = () => failed(new Error('photo'));
  });
  image.src = address;
  return loaded.finally(() => URL.revokeObjectURL(address));
}

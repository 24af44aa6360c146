/**
 * Reads a response's body: decompressed while it comes, and cut off where it grows past the limit, so that a small body that unpacks
 * to a huge one never does.
 */
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { StetError } from '../../core/errors.ts';

/** What is asked for, the best first. */
export const ENCODINGS = 'zstd, br, gzip, deflate';

/** Encodings one upon the other that are undone; nobody honest needs the second. */
const MOST_LAYERS = 2;

const DECODERS: Record<string, (firstByte: number) => Transform> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
  // Meant to be wrapped as zlib does; some servers send it bare. The low half of the first byte tells: 8 is zlib's.
  deflate: firstByte => ((firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw()),
};

/**
 * Rejects with `too-large`, or `fetch-failed` where the body is not what its headers say.
 * @param coding the `content-encoding` header. @param maxBytes after decompression, and before it.
 */
export async function readBody(body: Readable, coding: string, maxBytes: number): Promise<Uint8Array> {
  const layers = coding
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && name !== 'identity')
    .reverse();
  if (layers.length > MOST_LAYERS || layers.some(name => !(name in DECODERS))) {
    letGo(body);
    throw new StetError('fetch-failed', 'the body is packed in a way that was not asked for');
  }
  let bytes = await collect(body, maxBytes);
  for (const name of layers) {
    // Some servers call an empty body packed.
    if (bytes.length > 0) bytes = await unpacked(bytes, DECODERS[name]!(bytes[0]!), maxBytes);
  }
  return bytes;
}

/** Gives a body up unread, with its connection. */
export function letGo(body: Readable): void {
  // Being given up is an error for the stream, and for nobody else.
  body.on('error', () => {}).destroy();
}

async function unpacked(bytes: Uint8Array, decoder: Transform, maxBytes: number): Promise<Uint8Array> {
  try {
    return await collect(Readable.from([bytes]), maxBytes, decoder);
  } catch (cause) {
    if (cause instanceof StetError) throw cause;
    throw new StetError('fetch-failed', 'the body cannot be unpacked', { cause });
  }
}

async function collect(source: Readable, maxBytes: number, decoder?: Transform): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const take = async (stream: AsyncIterable<Uint8Array>) => {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  };
  await (decoder ? pipeline(source, decoder, take) : pipeline(source, take));
  return new Uint8Array(Buffer.concat(chunks, size));
}

/** The fault of a body past the limit. */
export function tooLarge(maxBytes: number): StetError {
  return new StetError('too-large', `a body of more than ${maxBytes} bytes`);
}

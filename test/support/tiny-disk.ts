/** Disks of a few megabytes, small enough to be filled. Only root on Linux may mount them, and a container's root may be refused. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Mounts one on a folder that is there; gives what takes it away again, or null where this process may not mount. */
export function mountDisk(folder: string, megabytes: number): (() => void) | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  // Lazily, so that whoever failed with a file open leaves no disk behind.
  return () => void execFileSync('umount', ['--lazy', folder]);
}

/** Writes to a file until its disk is full. */
export function fillDisk(ballast: string): void {
  for (let kilobytes = 1_024; kilobytes >= 1; kilobytes /= 2) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(kilobytes * 1_024), { flag: 'a' });
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault;
    }
  }
}

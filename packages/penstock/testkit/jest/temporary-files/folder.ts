/** Names the folder of a run's temporary files to all of its processes. */
export const folderOfRun = 'PENSTOCK_TEST_TEMPORARY';

/** Where a process looks for the folder of temporary files, on every platform: https://nodejs.org/api/os.html#ostmpdir */
export const variables = ['TMPDIR', 'TEMP', 'TMP'] as const;

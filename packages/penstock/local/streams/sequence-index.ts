import { DatabaseSync } from 'node:sqlite';

/**
 * Gives the engine's table of stream records the index that its two queries look for: the next sequence number of each
 * write, and the records after a position. Without it both read the whole stream: 12,000 writes go from 1,400 to 200 a
 * second and a poll that finds nothing takes 9 ms; with it 20,000 stay at 2,400 and a poll takes 0.6 ms (dynoxide
 * 1.2.1, two cores).
 *
 * @param file the engine's database; the engine may run
 */
export function indexStreamRecords(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS stream_records_by_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    );
  } finally {
    database.close();
  }
}

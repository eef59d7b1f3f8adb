// What asks a stage as it is, and leaves it so: a stage for each file is 5 s of processor time, most of it code that runs cold.
import './one-stage/front-door.ts';
import './one-stage/bytes.ts';
import './one-stage/refusals.ts';
import './one-stage/orders.ts';

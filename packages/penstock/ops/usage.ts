export const usage = `npm run events -- COMMAND [OPTIONS]

Looks into the dead-letter queues of a stage, sends back, deletes, and replays its archive.

  --stage STAGE                   dev by default; local with --local
  --region REGION                 by default as the AWS CLI takes it
  --local                         what npm start runs, instead of AWS
  --port PORT                     of the local cloud's API; 3000 by default
  --help                          shows this

  dlq list                        what waits in the dead-letter queues
  dlq show QUEUE                  messages with reason, attempts, correlation id and event
      --max N                     at most so many; 10 by default
      --json                      one JSON object a line
  dlq redrive QUEUE               sends messages back to where they came from
      --filter TYPE               only events of this type; orders.order.* for all that begin so
      --reason REASON             only those that are there for this reason
      --id MESSAGE_ID,...         only these
      --rate N                    at most so many a second, 1 to 500
  dlq drop QUEUE                  deletes messages for good
      --filter, --reason, --id    only those, as above; at least one of them
      --all                       or every message
  undeliverable                   events that neither their queue nor a dead-letter queue took, whole; with --local only
      --max N, --json             as above
  replay --from TIME [--to TIME]  sends archived events to the rules of the bus again
      --type TYPE                 only to rules that take nothing but this type: works for a type with a rule of its own
      --rule NAME                 only to this rule, all that it takes

redrive, drop and replay ask before they change anything: --dry-run only says what would be done, --yes does not ask.
A TIME is 2026-11-22T16:00:00Z, 2026-11-22, now, or how long ago: 90m, 2h, 3d.
AWS is reached as the AWS CLI reaches it (AWS_PROFILE, AWS_REGION); --local reaches what npm start runs.`;

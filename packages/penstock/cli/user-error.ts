/** A mistake that whoever runs the program can mend: its message is all they need, so it is printed without a stack. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

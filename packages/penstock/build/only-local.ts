/** Metadata of a template that is for a local stage alone, which has more in it than CloudFormation takes. */
export const onlyLocal = 'penstock:only-local';

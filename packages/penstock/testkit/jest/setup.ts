// Template validation costs seconds a test and belongs to synth, which keeps it on.
process.env.CDK_VALIDATION = 'false';

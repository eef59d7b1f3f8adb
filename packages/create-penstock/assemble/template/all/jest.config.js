export { jestConfig as default } from 'penstock/testkit/jest/config';

export { arbitraryConfiguration, arbitraryLimits } from '../../../tests/support/arbitrary-configuration.ts';

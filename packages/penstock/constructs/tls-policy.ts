import { SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';

/**
 * TLS 1.3, or 1.2 with forward secrecy; a key exchange that holds against quantum computers where the client knows one.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
 */
export const tlsPolicy = SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09;

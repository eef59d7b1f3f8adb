#!/bin/sh
# Writes the certificates of the tests anew. They are good until 2126, and the authority's key is not kept.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
new_key "$work/ca-key.pem"
new_key key.pem
openssl req -new -key "$work/ca-key.pem" -subj '/CN=Penstock test authority' -out "$work/ca-request.pem"
openssl req -new -key key.pem -subj '/CN=subscriber.example' -out "$work/request.pem"

: >"$work/index"
cat >"$work/ca.conf" <<CONF
[ca]
default_ca = it
[it]
new_certs_dir = $work
database = $work/index
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
[leaf]
subjectAltName = DNS:subscriber.example
CONF
sign() { openssl ca -batch -notext -config "$work/ca.conf" "$@"; }
by_ca() { sign -extensions leaf -cert ca.pem -keyfile "$work/ca-key.pem" -in "$work/request.pem" "$@"; }

always='-startdate 20200101000000Z -enddate 21260101000000Z'
sign -selfsign $always -extensions authority -keyfile "$work/ca-key.pem" -in "$work/ca-request.pem" -out ca.pem
sign -selfsign $always -extensions leaf -keyfile key.pem -in "$work/request.pem" -out self-signed.pem
by_ca $always -out good.pem
by_ca -startdate 20200101000000Z -enddate 20200201000000Z -out expired.pem
by_ca -startdate 21250101000000Z -enddate 21260101000000Z -out early.pem

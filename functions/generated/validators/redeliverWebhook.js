// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

var require_ucs2length = __commonJS({
  "../../../../node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    function ucs2length(str) {
      let len = str.length, length = 0, pos = 0, value;
      for (; pos < len; )
        length++, value = str.charCodeAt(pos++), value >= 55296 && value <= 56319 && pos < len && (value = str.charCodeAt(pos), (value & 64512) === 56320 && pos++);
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

var endpointIdPath = validate0;
var func0 = require_ucs2length().default, pattern0 = new RegExp("^whe_[0-9a-hjkmnp-tv-z]{26}$", "u");
function validate0(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "string") {
    if (func0(data) > 30) {
      let err0 = { instancePath, keyword: "maxLength", params: { limit: 30 }, message: "must NOT have more than 30 characters" };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (func0(data) < 30) {
      let err1 = { instancePath, keyword: "minLength", params: { limit: 30 }, message: "must NOT have fewer than 30 characters" };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (!pattern0.test(data)) {
      let err2 = { instancePath, keyword: "pattern", params: { pattern: "^whe_[0-9a-hjkmnp-tv-z]{26}$" }, message: 'must match pattern "^whe_[0-9a-hjkmnp-tv-z]{26}$"' };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  } else {
    let err3 = { instancePath, keyword: "type", params: { type: "string" }, message: "must be string" };
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate0.errors = vErrors, errors === 0;
}
var deliveryIdPath = validate1;
var pattern1 = new RegExp("^del_[0-9a-hjkmnp-tv-z]{26}$", "u");
function validate1(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "string") {
    if (func0(data) > 30) {
      let err0 = { instancePath, keyword: "maxLength", params: { limit: 30 }, message: "must NOT have more than 30 characters" };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (func0(data) < 30) {
      let err1 = { instancePath, keyword: "minLength", params: { limit: 30 }, message: "must NOT have fewer than 30 characters" };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (!pattern1.test(data)) {
      let err2 = { instancePath, keyword: "pattern", params: { pattern: "^del_[0-9a-hjkmnp-tv-z]{26}$" }, message: 'must match pattern "^del_[0-9a-hjkmnp-tv-z]{26}$"' };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  } else {
    let err3 = { instancePath, keyword: "type", params: { type: "string" }, message: "must be string" };
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate1.errors = vErrors, errors === 0;
}
var idempotencyKeyHeader = validate2;
var pattern2 = new RegExp('^("([ !#-\\[\\]-~]|\\\\["\\\\]){1,255}"(;[ -~]*)?|[!#-~]([ -~]{0,253}[!-~])?)$', "u");
function validate2(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "string") {
    if (func0(data) > 10240) {
      let err0 = { instancePath, keyword: "maxLength", params: { limit: 10240 }, message: "must NOT have more than 10240 characters" };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (func0(data) < 1) {
      let err1 = { instancePath, keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (!pattern2.test(data)) {
      let err2 = { instancePath, keyword: "pattern", params: { pattern: '^("([ !#-\\[\\]-~]|\\\\["\\\\]){1,255}"(;[ -~]*)?|[!#-~]([ -~]{0,253}[!-~])?)$' }, message: 'must match pattern "^("([ !#-\\[\\]-~]|\\\\["\\\\]){1,255}"(;[ -~]*)?|[!#-~]([ -~]{0,253}[!-~])?)$"' };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  } else {
    let err3 = { instancePath, keyword: "type", params: { type: "string" }, message: "must be string" };
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate2.errors = vErrors, errors === 0;
}
var xCorrelationIdHeader = validate3;
var pattern3 = new RegExp("^[A-Za-z0-9._:/+=@-]+$", "u");
function validate3(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "string") {
    if (func0(data) > 128) {
      let err0 = { instancePath, keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (func0(data) < 1) {
      let err1 = { instancePath, keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (!pattern3.test(data)) {
      let err2 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Za-z0-9._:/+=@-]+$" }, message: 'must match pattern "^[A-Za-z0-9._:/+=@-]+$"' };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
  } else {
    let err3 = { instancePath, keyword: "type", params: { type: "string" }, message: "must be string" };
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate3.errors = vErrors, errors === 0;
}
var traceparentHeader = validate4;
function validate4(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "string") {
    if (func0(data) > 10240) {
      let err0 = { instancePath, keyword: "maxLength", params: { limit: 10240 }, message: "must NOT have more than 10240 characters" };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, keyword: "type", params: { type: "string" }, message: "must be string" };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  return validate4.errors = vErrors, errors === 0;
}
export {
  deliveryIdPath,
  endpointIdPath,
  idempotencyKeyHeader,
  traceparentHeader,
  xCorrelationIdHeader
};

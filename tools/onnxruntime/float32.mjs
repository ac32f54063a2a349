// float32 arithmetic and seeded random numbers for rules.mjs. Every operation rounds its result to float32.
export const f32 = Math.fround;

// Exact in double: both factors have 24 bits.
export const mul = (a, b) => f32(a * b);

// Double division and addition rounded again are the float results: 53 >= 2 * 24 + 2.
export const div = (a, b) => f32(a / b);
export const add = (a, b) => f32(a + b);

const bits = new DataView(new ArrayBuffer(8));

/** a * b + c, rounded once. */
export function fma(a, b, c) {
  const product = a * b;
  const sum = product + c;
  const back = sum - product;
  const error = (product - (sum - back)) + (c - back);
  if (error === 0 || !Number.isFinite(sum))
    return f32(sum);
  // Rounded to odd in double, a second rounding to float is the right one.
  bits.setFloat64(0, sum);
  const pattern = bits.getBigInt64(0);
  if ((pattern & 1n) === 0n)
    bits.setBigInt64(0, pattern + ((error > 0) === (sum > 0) ? 1n : -1n));
  return f32(bits.getFloat64(0));
}

/** Half to even. */
export function round(x) {
  const up = Math.round(x);
  return up - x === 0.5 && up % 2 !== 0 ? up - 1 : up;
}

export const RANGE = { uint8: [0, 255], int8: [-128, 127] };

export function clamp(x, type) {
  const [low, high] = RANGE[type];
  return x < low ? low : x > high ? high : x;
}

/** QuantizeLinear. */
export const quantize = (x, { scale, zero, type }) => clamp(round(div(x, scale)) + zero, type);

/** DequantizeLinear. */
export const dequantize = (code, { scale, zero }) => mul(code - zero, scale);

/** Random numbers that depend on nothing but the seed (mulberry32). */
export class Random {
  constructor(seed) {
    this.state = seed;
  }

  /** In 0..1. */
  real() {
    this.state = this.state + 0x6d2b79f5 | 0;
    let t = Math.imul(this.state ^ this.state >>> 15, 1 | this.state);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  }

  /** An integer from low up to and with high. */
  integer(low, high) {
    return low + Math.floor(this.real() * (high - low + 1));
  }

  pick(...choices) {
    return choices[this.integer(0, choices.length - 1)];
  }

  /** A positive float32 between low and high; one in four has few bits, so that halves come exactly. */
  scale(low, high) {
    const value = low * Math.exp(this.real() * Math.log(high / low));
    const unit = 2 ** (Math.floor(Math.log2(value)) - 2);
    return f32(this.integer(0, 3) === 0 ? Math.ceil(value / unit) * unit : value);
  }

  codes(type, count) {
    return Array.from({ length: count }, () => this.integer(...RANGE[type]));
  }

  /** A quantization of codes; one zero point in three lies at an end of the range. */
  quant(type, low, high) {
    const [first, last] = RANGE[type];
    return { type, scale: this.scale(low, high), zero: this.pick(this.integer(first, last), this.integer(first, last), this.pick(first, last)) };
  }
}

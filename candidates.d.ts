/** Modules that candidates may import, for editors: `/// <reference types="galapagos/candidates" />` in a program. */
declare module "galapagos:math" {
  export * from "galapagos/math";
}

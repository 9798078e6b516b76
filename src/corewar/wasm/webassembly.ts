/** Code that is ready to be instantiated. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

/** Linear memory; its buffer stays the same as long as it does not grow. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** A function of an instance, over numbers; one without a result returns `undefined`. */
export type WasmFunction = (...values: readonly number[]) => number | undefined;

interface WasmApi {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  readonly Memory: new (limits: { readonly initial: number }) => WasmMemory;
  readonly Instance: new (
    module: WasmModule,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: { readonly [name: string]: WasmFunction } };
}

/**
 * The part of the WebAssembly JavaScript interface that the engine uses; TypeScript declares it in its
 * browser library only.
 */
export const { Module, Memory, Instance } = (globalThis as unknown as { readonly WebAssembly: WasmApi })
  .WebAssembly;

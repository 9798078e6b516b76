;redcode-94
;name scanner 38
;author Galapagos
;strategy a scanner of the building blocks, draw 38 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  add.f  8, 1
       sne.i  37, 49
       djn.f  start, <-361
       sub.ab #24, -2
       spl.b  #0, 0
l5     mov.i  2, >-4
       djn.f  l5, >-5
       dat.f  0, 11
       dat.f  1316, 1316
       end

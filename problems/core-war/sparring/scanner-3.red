;redcode-94
;name scanner 18
;author Galapagos
;strategy a scanner of the building blocks, draw 18 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  add.f  9, 1
       sne.i  44, 488
       djn.f  start, <-307
       sub.ab #888, -2
       spl.b  #0, 0
l5     mov.i  3, >-4
       mov.i  2, >-5
       djn.f  l5, >-6
       dat.f  1, 8
       dat.f  888, 888
       end

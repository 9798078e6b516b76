;redcode-94
;name clear 190
;author Galapagos
;strategy building blocks: clear; draw 190 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  0, 7
       dat.f  0, 0
start  spl.b  #0, <-20
l3     mov.i  2, >-3
       djn.f  l3, >-4
       dat.f  1, 13
       end

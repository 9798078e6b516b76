;redcode-94
;name clear 221
;author Galapagos
;strategy building blocks: clear; draw 221 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  0, 8
       dat.f  0, 0
       dat.f  0, 0
start  spl.b  #0, 0
l4     mov.i  2, >-4
       djn.f  l4, >-5
       dat.f  0, 13
       end

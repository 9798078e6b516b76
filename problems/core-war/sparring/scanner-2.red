;redcode-94
;name scanner 57
;author Galapagos
;strategy a scanner of the building blocks, draw 57 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  add.f  9, 1
       sne.i  40, 61
       jmp.b  start, 0
       sub.ab #42, -2
       spl.b  #0, 0
l5     mov.i  3, >-4
       mov.i  2, >-5
       djn.f  l5, >-6
       dat.f  1, 11
       dat.f  1010, 1010
       end

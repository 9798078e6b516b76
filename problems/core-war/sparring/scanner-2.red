;redcode-94
;name scanner 830
;author Galapagos
;strategy building blocks: scanner + quickscan; draw 830 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  0, 0
start  sne.i  74, 228
       seq.i  381, 535
       mov.ab #75, -3
       sne.i  687, 841
       seq.i  994, 1148
       mov.ab #691, -6
       sne.i  1300, 1454
       seq.i  1607, 1761
       mov.ab #1307, -9
       sne.i  1913, 2067
       seq.i  2220, 2374
       mov.ab #1923, -12
       sne.i  2526, 2680
       seq.i  2833, 2987
       mov.ab #2539, -15
       sne.i  3139, 3293
       seq.i  3446, 3600
       mov.ab #3155, -18
       sne.i  3752, 3906
       seq.i  -3941, -3787
       mov.ab #3771, -21
       sne.i  -3635, -3481
       seq.i  -3328, -3174
       mov.ab #-3613, -24
       jmz.b  l38, -25
       sne.i  11, @-26
       add.ab #154, -27
       sne.i  9, @-28
       add.ab #154, -29
       sne.i  7, @-30
       add.ab #154, -31
       sub.ab #20, -32
l33    mov.i  4, >-33
       mov.i  3, >-34
       djn.b  l33, #20
       jmp.b  l38, 0
       dat.f  0, 0
l38    add.f  8, 1
       sne.i  37, 1945
       jmp.b  l38, 0
       sub.ab #3816, -2
       spl.b  #0, 0
l43    mov.i  2, >-4
       djn.f  l43, >-5
       dat.f  1, 11
       dat.f  3816, 3816
       end

;redcode-94
;assert 1
        org     scan
loop    add.f   step, scan
scan    sne.i   $14, $22
        djn.b   loop, #0
        seq.i   *scan, step
        mov.ab  #9, found
found   jmz.f   loop, $3000
        jmp     loop, <-200
step    dat     #16, #16

;name seed
SPL 0
MOV 0, 1
JMP -1

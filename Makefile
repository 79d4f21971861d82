# The same names as the scripts of dev/, for people whose fingers type make.
COMMANDS = demo test lint bench beside shell stop clean

.PHONY: help $(COMMANDS)
help:
	@echo "make $(COMMANDS)"

$(COMMANDS):
	@./dev/$@

from . import mapping, models, wizards, controllers
from .hooks import uninstall_hook

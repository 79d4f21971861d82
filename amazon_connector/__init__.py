from . import mapping, models, wizards, controllers

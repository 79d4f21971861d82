from . import mapping, models, controllers

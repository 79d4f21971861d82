from . import amazon_words_mixin

from . import (
    amazon_trouble_mixin,
    amazon_trouble,
    amazon_trouble_telling,
    amazon_trouble_responsible,
    amazon_trouble_jobs,
    mail_activity,
    res_users,
)

/** The value of the last radio button of a choice, for a customer who can’t tell. No option has this id. */
export const notSure = "not_sure";

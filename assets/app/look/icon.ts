/** The desk's own icon, from `assets/public`. */
export const icon = `${import.meta.env.BASE_URL}icon.svg`

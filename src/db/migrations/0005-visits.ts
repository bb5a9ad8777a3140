/** Made the first procedures, which have a folder of their own since: databases remember the name of this step. */
export async function up(): Promise<void> {}

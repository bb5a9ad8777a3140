/** For a question that is asked again and again: an answer that comes after a newer question's is out of date. */
export class Latest<Answer> {
  readonly #question: () => Promise<Answer>
  #asked = 0
  #answered = 0

  constructor(question: () => Promise<Answer>) {
    this.#question = question
  }

  /** The answer; undefined where a newer one is there already. */
  async ask(): Promise<Answer | undefined> {
    const turn = ++this.#asked
    const answer = await this.#question()
    if (turn < this.#answered) return undefined
    this.#answered = turn
    return answer
  }
}

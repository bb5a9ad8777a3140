// A page whose programs did not come (a lost network, a deployment in between) says so and loads itself anew: a screen on a
// wall has nobody who would. Plain and by itself, since it has to be there when the rest is not.
addEventListener('load', () => {
  setTimeout(() => {
    if (document.getElementById('desk').childElementCount > 0) return
    document.getElementById('unloaded').hidden = false
    setTimeout(() => location.reload(), 5000)
  }, 5000)
})

"""The right answers, the mistakes that people make with what to say to them, and hints. Spoilers: try them first.

The kind of an exercise follows from its answer: a letter is multiple choice, a function is called on `inputs`, and
everything else is a number or an array. A mistake is a wrong answer of the same kind, after what to say to it.
"""

from lesson.answers import episode_01, episode_02, episode_03, episode_04, episode_05, episode_06

EPISODES = (episode_01, episode_02, episode_03, episode_04, episode_05, episode_06)
EXERCISES = {name: exercise for episode in EPISODES for name, exercise in episode.EXERCISES.items()}

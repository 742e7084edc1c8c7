package union

// A set lists things in the order in which they were first found.
type set[T any] struct {
	list []In[T]
	at   map[any]int
}

// add adds what a build shows. Things with equal keys are the same.
func (s *set[T]) add(key any, what T, build string) {
	if s.at == nil {
		s.at = map[any]int{}
	}
	i, ok := s.at[key]
	if !ok {
		s.at[key] = len(s.list)
		s.list = append(s.list, In[T]{what, []string{build}})
		return
	}
	if known := &s.list[i]; known.Builds[len(known.Builds)-1] != build {
		known.Builds = append(known.Builds, build)
	}
}

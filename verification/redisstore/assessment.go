package redisstore

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"github.com/rastau/rastau/verification/claim"
)

// SaveAssessment keeps an assessment in the place of the one before; see [verification.Assessments].
func (s *Store) SaveAssessment(ctx context.Context, a claim.Assessment) error {
	sealed, err := s.seal(assessmentKey, "a", a)
	if err != nil {
		return err
	}
	return s.pipe.Set(ctx, assessmentKey, sealed, 0).Err()
}

// Assessment gives the latest one; see [verification.Assessments].
func (s *Store) Assessment(ctx context.Context) (a claim.Assessment, found bool, err error) {
	sealed, err := s.pipe.Get(ctx, assessmentKey).Result()
	if errors.Is(err, redis.Nil) {
		return a, false, nil
	}
	if err != nil {
		return a, false, err
	}
	return a, true, s.open(assessmentKey, "a", sealed, &a)
}

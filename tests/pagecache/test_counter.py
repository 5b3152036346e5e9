import multiprocessing

from blog.pagecache.counter import Counter


def move_often(path):
    counter = Counter(path)
    for _ in range(500):
        counter.move()
    counter.close()


def test_a_move_is_seen_through_every_window(tmp_path):
    one, other = Counter(tmp_path / "counter"), Counter(tmp_path / "counter")
    before = other.read()

    one.move()

    assert other.read() != before
    one.close()
    other.close()


def test_no_move_of_several_processes_is_lost(tmp_path):
    path = tmp_path / "counter"
    spawn = multiprocessing.get_context("spawn")
    movers = [spawn.Process(target=move_often, args=(path,)) for _ in range(2)]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join()

    counter = Counter(path)
    assert counter.read() == 1000
    counter.close()


def test_its_room_on_the_disk_is_taken_from_the_start(tmp_path):
    """On a disk that is full by then, taking it later would kill whoever tries."""
    counter = Counter(tmp_path / "counter")

    assert (tmp_path / "counter").stat().st_blocks > 0
    counter.close()


def test_a_number_outlives_who_opens_it_again(tmp_path):
    counter = Counter(tmp_path / "counter")
    counter.move()
    again = Counter(tmp_path / "counter")

    assert again.read() == counter.read() == 1
    again.close()
    counter.close()
